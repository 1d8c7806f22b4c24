import { forget } from './coverage.ts';

export default forget;
