import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { checksQuery, choicesQuery, clientsOnFile, createCheck } from '../../api/checks';
import { counted } from '../../words/numbers';
import { askedOf, type KnownList } from './list/answered-list';
import { keepList } from './list/kept-lists';
import { listed, plannedEvents, type Planned } from './planned';
import { countryRefusal, refusalOf, wordsOf, type Refusals } from './refusals';

const NAMED_MAX = 10;

/** Asks what is planned, if all that it names is known; says of each field why it isn't. */
export function useAsking() {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [refusals, setRefusals] = useState<Refusals>({});
  const asking = useMutation({
    mutationFn: async ({ planned, list }: { planned: Planned; list: KnownList | null }) => {
      const refused = await refusalsOf(planned, queries);
      setRefusals(refused);
      if (Object.keys(refused).length > 0) return null;
      const clientIds = planned.reach === 'LIST' && list !== null ? askedOf(list) : listed(planned.whom);
      const check = await createCheck(plannedEvents(planned, clientIds));
      if (planned.reach === 'LIST' && list !== null) keepList(check.checkId, list);
      return check;
    },
    onSuccess: async (check) => {
      if (check === null) return;
      void queries.invalidateQueries({ queryKey: checksQuery.queryKey });
      await navigate({ to: '/checks/$checkId', params: { checkId: check.checkId } });
    },
  });
  return { asking, refusals };
}

async function refusalsOf(planned: Planned, queries: QueryClient): Promise<Refusals> {
  const refused: Refusals = {};
  const known = await queries.fetchQuery(choicesQuery(''));
  for (const word of wordsOf(planned)) {
    const why = refusalOf(word, await queries.fetchQuery(choicesQuery(word.word)), known);
    if (why !== null) refused[word.field] = [refused[word.field], why].filter((each) => each !== undefined).join(' ');
  }
  const whom = countryRefusal(planned) ?? (await clientRefusal(planned));
  if (whom !== null) refused.whom = whom;
  return refused;
}

/** Ids that nobody on file has: they are not asked about. */
async function clientRefusal({ reach, whom }: Planned): Promise<string | null> {
  if (reach !== 'CLIENTS') return null;
  const ids = listed(whom);
  const onFile = new Set((await clientsOnFile(ids)).onFile);
  const unknown = ids.filter((id) => !onFile.has(id));
  if (unknown.length === 0) return null;
  const more = unknown.length > NAMED_MAX ? ' …' : '';
  return `${counted(unknown.length, 'id is', 'ids are')} not on file: ${unknown.slice(0, NAMED_MAX).join(', ')}${more}. Take them out, or correct them.`;
}
