export { checkGoldenPath, type GoldenPathClass } from './golden-path.ts';
