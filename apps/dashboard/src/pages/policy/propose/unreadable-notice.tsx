import { Alert, Button, Group, Stack } from '@mantine/core';

interface UnreadableNoticeProps {
  why: string;
  onGiveUp: () => void;
}

/** The form shows something older than the text: it says so, and can't be filled in until that is settled. */
export const UnreadableNotice = ({ why, onGiveUp }: UnreadableNoticeProps) => (
  <Alert color="orange" title="The form is as the text was when it could last be read" role="status">
    <Stack gap="sm">
      {why}
      <Group>
        <Button size="xs" variant="default" onClick={onGiveUp}>
          Give up the text since then
        </Button>
      </Group>
    </Stack>
  </Alert>
);
