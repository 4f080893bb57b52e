import { Button, Group, Stack, Text } from '@mantine/core';
import { IconFileCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { allAnswers } from '../../../api/checks';
import { Section } from '../../../parts/section';
import { Failure } from '../../../parts/states';
import { count } from '../../../words/numbers';
import { answeredList, answeredName, worstByClient } from './answered-list';
import { keptList } from './kept-lists';
import { ListField } from './list-field';
import { saveText } from './save-text';

/** The list of which it was asked, given back with the answer and the reason beside each row. It is made in the browser. */
export function AnsweredFile({ checkId }: { checkId: string }) {
  const [list, setList] = useState(() => keptList(checkId));
  const [kept] = useState(list !== null);
  const [done, setDone] = useState(0);
  const giving = useMutation({
    mutationFn: async () => {
      if (list === null) return;
      setDone(0);
      const answers = await allAnswers(checkId, setDone);
      saveText(answeredName(list.name), answeredList(list, worstByClient(answers)));
    },
  });
  return (
    <Section title="The list with the answers">
      <Stack maw={640}>
        {kept ? (
          <Text size="sm">
            <span className="id">{list?.name}</span>, with two columns more: the answer and the reason.
          </Text>
        ) : (
          <ListField
            label="The list that was asked about"
            description="Choose it again: it was not kept. You get it back with the answer and the reason beside each row."
            onList={setList}
          />
        )}
        {giving.isError && <Failure error={giving.error} retry={() => giving.mutate()} />}
        <Group>
          <Button
            variant="default"
            leftSection={<IconFileCheck size={16} aria-hidden />}
            disabled={list === null}
            loading={giving.isPending}
            onClick={() => giving.mutate()}
          >
            Download the list with the answers
          </Button>
          {giving.isPending && done > 0 && <Text size="sm">{count(done)} answers so far</Text>}
        </Group>
      </Stack>
    </Section>
  );
}
