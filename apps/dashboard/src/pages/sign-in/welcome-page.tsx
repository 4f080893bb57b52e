import { Alert, Button, Center, Paper, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { isStatus } from '../../api/problem';
import { acceptInvitation } from '../../api/session';
import { Failure } from '../../parts/states';
import { Disclaimer } from '../../shell/disclaimer';

/** The page that the link of an invitation leads to. */
export const WELCOME = '/welcome';

/**
 * Where somebody comes in who was invited. The link is used up only by the button: programs that open links in mail first, to
 * look for what is bad, use nothing up.
 */
export function WelcomePage() {
  useDocumentTitle('Welcome · Scopewatch');
  const token = location.hash.slice(1);
  const accepting = useMutation({
    mutationFn: () => acceptInvitation(token),
    onSuccess: ({ page }) => location.replace(page),
  });
  return (
    <Center component="main" mih="100vh" p="md">
      <Paper withBorder p="xl" maw={480}>
        <Stack>
          <img src="/icon.svg" alt="" width={40} height={40} />
          <Title order={1}>Welcome to Scopewatch</Title>
          {token === '' ? (
            <Text>This link is not whole. Open it again as you were given it.</Text>
          ) : (
            <>
              <Text>You were invited. Your link works once: on the browser in which you press the button.</Text>
              {accepting.isError &&
                (isStatus(accepting.error, 409) ? (
                  <Alert
                    color="red"
                    icon={<IconAlertTriangle aria-hidden />}
                    title="This invitation works no more"
                    role="alert"
                  >
                    It was used or withdrawn, or is too old. Ask whoever invited you for another one.
                  </Alert>
                ) : (
                  <Failure error={accepting.error} />
                ))}
              <Button loading={accepting.isPending || accepting.isSuccess} onClick={() => accepting.mutate()}>
                Sign in
              </Button>
            </>
          )}
          <Disclaimer />
        </Stack>
      </Paper>
    </Center>
  );
}
