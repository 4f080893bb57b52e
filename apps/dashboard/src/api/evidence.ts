import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, taken } from './client';
import type { paths } from './schema';
import type { ClientDocument, EvidenceTask } from './types';

type TaskQuery = NonNullable<paths['/v1/evidence-tasks']['get']['parameters']['query']>;
export type TaskFilter = Omit<TaskQuery, 'limit' | 'cursor'>;

export const tasksQuery = (filter: TaskFilter) =>
  infiniteQueryOptions({
    queryKey: ['evidence-tasks', filter],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...filter, limit: 100, ...(pageParam === null ? {} : { cursor: pageParam }) };
      return taken(api.GET('/v1/evidence-tasks', { params: { query }, signal }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

const ofClient = (clientId: string) => ({ params: { path: { clientId } } });

export const assignTask = ({ clientId, entityId, gap }: EvidenceTask, assignee: string | null): Promise<EvidenceTask> =>
  taken(
    api.POST('/v1/clients/{clientId}/evidence-tasks', { ...ofClient(clientId), body: { entityId, gap, assignee } }),
  );

export const documentsQuery = (clientId: string) =>
  queryOptions({
    queryKey: ['client', clientId, 'documents'],
    queryFn: () => taken(api.GET('/v1/clients/{clientId}/documents', ofClient(clientId))),
  });

export const documentAddress = (documentId: string): string => `/v1/documents/${encodeURIComponent(documentId)}`;

type Given = paths['/v1/clients/{clientId}/evidence-facts']['post']['requestBody']['content']['application/json'];
export type GivenFact = Given;
export type FactKind = Given['kind'];
export type ClientKind = NonNullable<Given['clientKind']>;

export type DocumentKind = ClientDocument['kind'];
export interface GivenDocument {
  entityId: string;
  kind: DocumentKind;
  file: File;
  clientKind?: ClientKind;
}

/** @returns whether it is on file by now; else it is on its way */
export async function recordFact(clientId: string, body: Given): Promise<boolean> {
  const { eventId } = await taken(api.POST('/v1/clients/{clientId}/evidence-facts', { ...ofClient(clientId), body }));
  return isOnFileSoon(eventId);
}

/** @returns whether it is on file by now; else it is on its way */
export async function attachDocument(clientId: string, { file, ...said }: GivenDocument): Promise<boolean> {
  const body = { ...said, name: file.name, content: await base64Of(file) };
  const { eventId } = await taken(api.POST('/v1/clients/{clientId}/documents', { ...ofClient(clientId), body }));
  return isOnFileSoon(eventId);
}

const LOOKS = 40;
const LOOK_MS = 250;

async function isOnFileSoon(eventId: string): Promise<boolean> {
  for (let i = 0; i < LOOKS; i += 1) {
    const { state } = await taken(api.GET('/v1/evidence-facts/{eventId}', { params: { path: { eventId } } }));
    if (state === 'RECORDED') return true;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  return false;
}

function base64Of(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(new Error(`${file.name} can’t be read.`));
    reader.readAsDataURL(file);
  });
}
