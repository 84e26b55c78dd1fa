/** Bigviktor's labels in front of the registrable name. */
export const BIGVIKTOR_PREFIX =
  'cam video x a www ftp ssl tftp www1 www2 noc smtp pop ssl secure images th img download mail remote blog webmail server ns1 vpn m shop mail2 test ww1 support dev web bbs email cloud gw admin news';
