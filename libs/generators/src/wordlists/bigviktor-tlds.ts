/** Bigviktor's top-level domains. */
export const bigviktorTlds =
  'art click club com fans futbol in info link net nl observer one org pictures realty rocks tel top xyz';
