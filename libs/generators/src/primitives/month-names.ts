/** January first, lower case, as several families write them into their seeds. */
export const monthNames = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
