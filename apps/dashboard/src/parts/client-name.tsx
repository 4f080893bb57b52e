import { Text, type AnchorProps } from '@mantine/core';
import { ERASED_CLIENT, isErased } from '../words/clients';
import { LinkAnchor } from './links';

/** A client's id, with the way to their page where there is one. */
export const ClientName = ({
  clientId,
  ...props
}: { clientId: string } & Pick<AnchorProps, 'size' | 'inherit' | 'underline'>) =>
  isErased(clientId) ? (
    <Text span size="sm" title={clientId}>
      {ERASED_CLIENT}
    </Text>
  ) : (
    <LinkAnchor to="/clients/$clientId" params={{ clientId }} className="id" {...props}>
      {clientId}
    </LinkAnchor>
  );
