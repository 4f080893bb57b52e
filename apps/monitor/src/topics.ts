import { readConfig } from '#runtime';

const { topics } = readConfig(process.env);

/** The topics whose messages are judged. Decorators need them before anything is made, so they come from the environment here. */
export const INPUT_TOPICS = [topics.account, topics.product, topics.marketing];
