import { Button, FileInput, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { attachDocument, type ClientKind, type DocumentKind } from '../api/evidence';
import { Failure } from '../parts/states';
import { DOCUMENT_KIND_LABELS, fileSize, FILES_TAKEN } from '../words/evidence';
import { asksForKind, ClientKindField } from './client-kind-field';
import { useEvidenceChange } from './use-evidence-change';

interface AttachDialogProps {
  clientId: string;
  /** Of which one is chosen. */
  entityIds: readonly string[];
  bytesMax: number;
  onClose: () => void;
}

/** A file that proves something of a client; it is kept as it is. */
export function AttachDialog({ clientId, entityIds, bytesMax, onClose }: AttachDialogProps) {
  const [file, setFile] = useState<File | null>(null);
  const [kind, setKind] = useState<DocumentKind>('THIRD_COUNTRY_ACKNOWLEDGEMENT');
  const [entityId, setEntityId] = useState(entityIds[0] ?? '');
  const [clientKind, setClientKind] = useState<ClientKind | null>(null);
  const attaching = useEvidenceChange(
    (given: File) =>
      attachDocument(clientId, { entityId, kind, file: given, ...(clientKind === null ? {} : { clientKind }) }),
    onClose,
  );
  const isTooLarge = (file?.size ?? 0) > bytesMax;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (file !== null) attaching.mutate(file);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title="Attach a document"
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close this dialog' }}
    >
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm" c="dimmed">
            It is kept as it is, its digest goes on record, and it goes only with the client: look twice whether it is
            the right one.
          </Text>
          <FileInput
            label="File"
            description={`PDF, PNG, JPEG, e-mail (EML) or plain text, up to ${fileSize(bytesMax)}`}
            placeholder="Choose a file"
            withAsterisk
            data-autofocus
            accept={FILES_TAKEN}
            value={file}
            onChange={setFile}
            error={isTooLarge ? `It has ${fileSize(file?.size ?? 0)}.` : undefined}
          />
          <Select
            label="What it shows"
            allowDeselect={false}
            data={Object.entries(DOCUMENT_KIND_LABELS).map(([value, label]) => ({ value, label }))}
            value={kind}
            onChange={(chosen) => setKind(chosen as DocumentKind)}
          />
          {entityIds.length > 1 && (
            <Select
              label="With which entity"
              allowDeselect={false}
              data={[...entityIds]}
              value={entityId}
              onChange={(chosen) => setEntityId(chosen ?? '')}
            />
          )}
          {(asksForKind(attaching.error) || clientKind !== null) && (
            <ClientKindField value={clientKind} onChange={setClientKind} />
          )}
          {attaching.isError && <Failure error={attaching.error} />}
          <Group gap="xs" justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={attaching.isPending} disabled={file === null || isTooLarge}>
              Attach it
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
