export { isWeak, saying } from './weak-words.js';
export { fold, stem, type Word, wordsOf } from './word.js';
