import type { TSchema } from '@sinclair/typebox';
import type { FormerName, OperationSpec } from './operation.js';

type Words = Readonly<Record<string, string>>;

/** The operation and, where it was called otherwise before, that one too: each is reached, checked and described. */
export const underAllNames = <S extends OperationSpec>(spec: S): OperationSpec[] =>
  spec.formerly === undefined ? [spec] : [spec, underFormerName(spec, spec.formerly)];

function underFormerName({ formerly: _, ...spec }: OperationSpec, { id, path, words }: FormerName): OperationSpec {
  return {
    ...spec,
    id,
    path,
    deprecated: `Use ${spec.method} /${spec.path.replace(/:(\w+)/g, '{$1}')} instead. This older name still works.`,
    ...(spec.answer === undefined ? {} : { answer: schemaInFormerWords(spec.answer, words) as TSchema }),
    ...(spec.example === undefined
      ? {}
      : { example: { ...spec.example, answer: inFormerWords(spec.example.answer, words) } }),
  };
}

/** The same value, with its fields called as they were; a field of any other name stays. */
export function inFormerWords(value: unknown, words: Words): unknown {
  if (Array.isArray(value)) return value.map((item) => inFormerWords(item, words));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [words[name] ?? name, inFormerWords(inner, words)]),
  );
}

/** The schema of such a value: what it requires and what it is called are words too. */
function schemaInFormerWords(schema: unknown, words: Words): unknown {
  if (Array.isArray(schema)) return schema.map((item) => schemaInFormerWords(item, words));
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([name, inner]) => [
      words[name] ?? name,
      name === '$id' || name === 'required' ? called(inner, words) : schemaInFormerWords(inner, words),
    ]),
  );
}

const called = (names: unknown, words: Words): unknown =>
  Array.isArray(names) ? names.map((name) => called(name, words)) : (words[String(names)] ?? names);
