import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** The tables of the stock service: what anybody would begin with. */
@Entity('stock_event')
@Unique(['source', 'id'])
export class StockEvent {
  @PrimaryGeneratedColumn({ type: 'bigint' })
  position!: string;

  @Column('text')
  source!: string;

  @Column('text')
  id!: string;

  @Column('text')
  type!: string;

  /** Of what all clients share there is none. */
  @Column('text', { nullable: true })
  clientId!: string | null;

  @Column('json')
  event!: unknown;
}

@Entity('stock_client')
export class StockClient {
  @PrimaryColumn('text')
  clientId!: string;

  @Column('integer', { default: 0 })
  acts!: number;

  @Column('timestamptz', { nullable: true })
  lastActAt!: Date | null;
}

@Entity('stock_alert')
export class StockAlert {
  @PrimaryGeneratedColumn('uuid')
  alertId!: string;

  @Column('text')
  clientId!: string;

  @Column('text')
  eventId!: string;

  @Column('text')
  explanation!: string;
}
