import { Type, type ObjectOptions, type TProperties } from '@sinclair/typebox';
import { WhenText } from './primitives.js';

/**
 * The schema of an event's `data`: its own fields, and `effectiveAt`. That comes last so that the time which validation
 * reads last is the one that the parser asks for next.
 * @param description one sentence that says what the event tells
 */
export const dataSchema = <T extends TProperties>(description: string, properties: T, options: ObjectOptions = {}) =>
  Type.Object({ ...properties, effectiveAt: Type.Optional(WhenText) }, { ...options, description });
