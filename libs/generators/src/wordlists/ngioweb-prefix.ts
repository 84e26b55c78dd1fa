/** The prefixes of Ngioweb's name parts. */
export const NGIOWEB_PREFIX =
  'un under re in im il ir en em over mis dis pre post anti inter sub ultra non de pro trans ex macro micro mini mono multi semi co';
