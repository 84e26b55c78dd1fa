/** Bigviktor's top-level domains. */
export const BIGVIKTOR_TLDS =
  'art click club com fans futbol in info link net nl observer one org pictures realty rocks tel top xyz';
