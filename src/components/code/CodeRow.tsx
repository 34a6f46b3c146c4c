import type { ShownRecord } from '../../client/client'
import { useConfig } from '../../client/hooks'
import { hasCode } from '../../domain/caseCode'
import { typeOf } from '../../domain/registry'
import { Icon } from '../Icon'
import { ListRow } from '../ListRow'
import { open } from '../routes'

/** The way from a record to its slip; nothing where there is none. Whether the reader may have it, the server says. */
export function CodeRow({ record }: { readonly record: Pick<ShownRecord, 'id' | 'kind' | 'stream' | 'values' | 'sync'> }) {
  const config = useConfig()
  const type = typeOf(record.kind)
  if (type === undefined || !hasCode(type, config, record)) return null
  // The server knows it only once it has come up.
  if (record.sync === 'onPhone') return <ListRow title="给群众的码" facts={['传上去以后就能出']} icon={<Icon name="table" />} />
  return <ListRow title="给群众的码" facts={['扫码看办到哪一步']} icon={<Icon name="table" />} chevron onTap={() => open('code', { stream: record.stream, id: record.id, kind: record.kind })} />
}
