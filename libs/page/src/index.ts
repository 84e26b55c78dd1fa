export { make, need, terms } from './elements.ts';
export { highlightDomain, type Grade, type Piece, type Why } from './highlight-domain.ts';
