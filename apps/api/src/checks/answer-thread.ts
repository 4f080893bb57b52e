import { serveCheck } from '#whatif';
import { answerRow } from './check-answers.js';

/** Answers for many clients are found beside the thread that answers requests. */
void serveCheck(answerRow);
