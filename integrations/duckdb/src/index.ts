export { registerDegas } from './register-degas.ts';
