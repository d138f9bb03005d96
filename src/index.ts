export { formatProblem, type Problem } from './model/problem.ts';
