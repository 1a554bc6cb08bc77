export { blindSignNatively } from './blind-sign-natively.js';
