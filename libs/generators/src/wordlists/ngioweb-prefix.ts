/** What a part of a name of Ngioweb begins with. */
export const NGIOWEB_PREFIX =
  'un under re in im il ir en em over mis dis pre post anti inter sub ultra non de pro trans ex macro micro mini mono multi semi co';
