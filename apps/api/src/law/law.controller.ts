import { Controller } from '@nestjs/common';
import { reference } from '#evidence';
import { Handles, type AnswerOf } from '../http/operation.js';
import { law } from './law.operations.js';

@Controller()
export class LawController {
  @Handles(law)
  law(): AnswerOf<typeof law> {
    const { provisions, sources, rows, terms } = reference();
    return { provisions: [...provisions], sources: { ...sources }, rows: [...rows], terms: [...terms] };
  }
}
