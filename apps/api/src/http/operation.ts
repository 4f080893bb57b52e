import { applyDecorators, HttpCode, RequestMapping, RequestMethod, SetMetadata } from '@nestjs/common';
import type { Static, TObject, TSchema } from '@sinclair/typebox';
import type { Permission } from '../access/roles.js';
import { closed } from './closed.js';
import type { Tag } from './tags.js';

/** How an operation was called before: the same handler under an older path, whose answers keep their older words. */
export interface FormerName {
  readonly id: string;
  /** With the same parameters as the path now. */
  readonly path: string;
  /** The fields and shapes of the answer that were called otherwise: as they are called now → as they were. */
  readonly words: Readonly<Record<string, string>>;
}

/** All there is to know about one operation: the routes, the checks and the published description are made from it. */
export interface OperationSpec {
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** With `:name` for the parameters. */
  readonly path: string;
  readonly permission: Permission;
  /** It is about the whole book, so not for roles that are limited to some entities. */
  readonly wholeBook?: true;
  /** It agrees to what somebody else proposed. */
  readonly takesTwo?: true;
  /** It answers from the list of alerts, which is brought up to the moment first. */
  readonly listsAlerts?: true;
  readonly tag: Tag;
  /** What it does, in a verb and nouns that a stranger understands: "Close an alert". */
  readonly summary: string;
  /** What else one has to know to use it, in sentences. */
  readonly description?: string;
  /** Of its body and its answer, as far as it has them; `operation` asks for them. */
  readonly example?: { readonly body?: unknown; readonly answer?: unknown };
  /** What to use instead. */
  readonly deprecated?: string;
  /** What comes in is closed, see `operation`. */
  readonly params?: TObject;
  readonly query?: TObject;
  readonly body?: TSchema;
  readonly answer?: TSchema;
  /** There may be nothing yet to answer with, which is a 404 though nothing was named. */
  readonly mayLack?: true;
  /** What the answer is where it isn't JSON. */
  readonly mediaType?: string;
  /** 303: the browser is sent on. */
  readonly status?: 200 | 201 | 202 | 204 | 303;
  /** It was called otherwise before, and still answers there as it did. */
  readonly formerly?: FormerName;
}

type Part<T extends TSchema | undefined> = T extends TSchema ? Static<T> : Record<never, never>;

/** What the handler of an operation gets, checked against its schemas. */
export interface InputOf<S extends OperationSpec> {
  readonly params: Part<S['params']>;
  readonly query: Part<S['query']>;
  readonly body: Part<S['body']>;
}
export type AnswerOf<S extends OperationSpec> = Part<S['answer']>;

type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;

/** An example for each part that is JSON. */
type Exemplified<S> = (S extends { readonly body: infer B extends TSchema }
  ? { readonly example: { readonly body: Frozen<Static<B>> } }
  : unknown) &
  (S extends { readonly answer: infer A extends TSchema }
    ? { readonly example: { readonly answer: Frozen<Static<A>> } }
    : unknown);

/**
 * Makes an operation of its description. Whatever comes in with it is closed here, so that none can be forgotten; nor can
 * the examples, without which this does not compile.
 */
export const operation = <const S extends OperationSpec>(spec: S & Exemplified<S>): S => ({
  ...spec,
  ...(spec.params === undefined ? {} : { params: closed(spec.params) }),
  ...(spec.query === undefined ? {} : { query: closed(spec.query) }),
  ...(spec.body === undefined ? {} : { body: closed(spec.body) }),
});

export const OPERATION = Symbol('operation');

/** Makes a method the handler of an operation. */
export const Handles = (spec: OperationSpec): MethodDecorator =>
  applyDecorators(
    RequestMapping({
      path: spec.formerly === undefined ? spec.path : [spec.path, spec.formerly.path],
      method: RequestMethod[spec.method],
    }),
    HttpCode(spec.status ?? 200),
    SetMetadata(OPERATION, spec),
  );
