import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APP_ROLE } from './3-privileges.js';

/**
 * Documents that prove something of a client. What is said of one goes on record in the log, its digest with it; the content is
 * kept apart, so that no list reads it. Neither is ever changed, but by an erasure.
 */
export class Documents1700000000075 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE document (
        document_id text        NOT NULL,
        client_id   text        NOT NULL,
        entity_id   text        NOT NULL,
        -- What it proves.
        kind        text        NOT NULL,
        -- Of the file, as it was called.
        name        text        NOT NULL,
        media_type  text        NOT NULL,
        bytes       bigint      NOT NULL,
        -- Of the content, in hexadecimal digits.
        sha256      text        NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
        -- By which event it was told.
        event_id    text        NOT NULL,
        added_by    text        NOT NULL,
        added_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT document_pk PRIMARY KEY (document_id)
      );
      CREATE INDEX document_by_client ON document (client_id, added_at);
      CREATE TABLE document_content (
        document_id text  NOT NULL REFERENCES document (document_id),
        content     bytea NOT NULL,
        CONSTRAINT document_content_pk PRIMARY KEY (document_id)
      );
      -- What is compressed already is not compressed again.
      ALTER TABLE document_content ALTER COLUMN content SET STORAGE EXTERNAL;
      GRANT SELECT, INSERT ON document, document_content TO ${APP_ROLE};

      CREATE TRIGGER document_on_record AFTER INSERT OR UPDATE OR DELETE ON document
        FOR EACH ROW EXECUTE FUNCTION put_on_record('{document_id}', '{}', '{}');

      -- What the desk holds of a client whose erasure was agreed to and has begun goes as a whole.
      CREATE FUNCTION erase_desk(id text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
      DECLARE
        agreed record;
      BEGIN
        SELECT client_ids, pseudonym INTO agreed FROM erasure
         WHERE erasure_id = id AND decision = 'APPROVED' AND finished_at IS NULL FOR UPDATE;
        IF agreed.pseudonym IS NULL THEN
          RAISE EXCEPTION 'No erasure % is agreed to, begun and unfinished.', id USING ERRCODE = 'insufficient_privilege';
        END IF;
        DELETE FROM document_content c USING document d
         WHERE d.document_id = c.document_id AND d.client_id = ANY (agreed.client_ids);
        DELETE FROM document WHERE client_id = ANY (agreed.client_ids);
        DELETE FROM evidence_task WHERE client_id = ANY (agreed.client_ids);
        DELETE FROM desk_event WHERE client_id = ANY (agreed.client_ids);
      END $$;

      -- The name of a file of somebody else's that names the client.
      CREATE FUNCTION rename_document(id text, of_document text, renamed text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
      DECLARE
        agreed record;
      BEGIN
        SELECT client_ids, pseudonym INTO agreed FROM erasure
         WHERE erasure_id = id AND decision = 'APPROVED' AND finished_at IS NULL FOR UPDATE;
        UPDATE document d SET name = renamed
         WHERE document_id = of_document AND agreed.pseudonym IS NOT NULL
           AND EXISTS (SELECT FROM unnest(agreed.client_ids) AS member WHERE strpos(d.name, member) > 0);
        IF NOT FOUND THEN
          RAISE EXCEPTION 'The document % does not name the client of the erasure %.', of_document, id
            USING ERRCODE = 'insufficient_privilege';
        END IF;
      END $$;
      DO $$
      DECLARE
        named text;
      BEGIN
        FOREACH named IN ARRAY ARRAY['erase_desk(text)', 'rename_document(text, text, text)'] LOOP
          EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, %I, pg_temp', named, current_schema());
        END LOOP;
      END $$;
      REVOKE EXECUTE ON FUNCTION erase_desk(text), rename_document(text, text, text) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION erase_desk(text), rename_document(text, text, text) TO ${APP_ROLE};
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      DROP FUNCTION erase_desk(text), rename_document(text, text, text);
      DROP TRIGGER document_on_record ON document;
      DROP TABLE document_content, document;
    `);
  }
}
