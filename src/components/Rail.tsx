import { Text, View } from '@tarojs/components'
import { useConfig, useSession } from '../client/hooks'
import { placeName } from '../core/place'
import { TYPES, type Kind } from '../domain/registry'
import { roleLabel } from '../domain/words'
import { ADMIN_ROWS } from './admin/adminRows'
import { entriesOf, registersOf, type Entry } from './entries'
import { Icon } from './Icon'
import { leave, open, openTab } from './routes'
import { Tap } from './Tap'

/** At PC width: what this role uses, and nothing else. */
export function Rail({ at }: { readonly at: string | undefined }) {
  const session = useSession()
  const config = useConfig()
  if (session.kind !== 'signedIn') return null
  const { me } = session
  const admin = ADMIN_ROWS.filter(({ isFor }) => isFor(me))
  const first = me.grants[0]
  const post = first === undefined ? '' : `${placeName(config.places, first.place)}・${roleLabel(first.role)}`
  return (
    <nav className="rail" aria-label="主要页面">
      <View className="rail-name">
        <View className="rail-mark"><Icon name="chat" size="small" /></View>
        <Text>说事簿</Text>
      </View>
      {entriesOf(me, config).map((entry) => (
        <View key={entry.name}>
          <Tap className={`rail-entry${isAt(at, entry.name) ? ' rail-on' : ''}`} role="link" onTap={() => go(entry.name, registersOf(me)[0])}>
            <Icon name={entry.icon} />
            <Text>{entry.text}</Text>
          </Tap>
          {entry.name === 'register' && isAt(at, 'register') ? registersOf(me).map((kind) => (
            <Tap
              key={kind}
              className={`rail-entry rail-child${at === `register/${kind}` ? ' rail-child-on' : ''}`}
              role="link"
              onTap={() => leave('records', { kind })}
            >
              <Text>{TYPES[kind].label}</Text>
            </Tap>
          )) : null}
        </View>
      ))}
      {admin.length === 0 ? null : (
        <View>
          <Tap className={`rail-entry${isAt(at, 'admin') ? ' rail-on' : ''}`} role="link" onTap={() => leave(admin[0]?.page ?? 'start')}>
            <Icon name="settings" />
            <Text>管理</Text>
          </Tap>
          {isAt(at, 'admin') ? admin.map(({ page, title }) => (
            <Tap key={page} className={`rail-entry rail-child${at === `admin/${page}` ? ' rail-child-on' : ''}`} role="link" onTap={() => leave(page)}><Text>{title}</Text></Tap>
          )) : null}
        </View>
      )}
      <View className="rail-foot">
        <Tap className="rail-entry" role="link" onTap={() => open('feedback')}><Icon name="chat" /><Text>投诉建议</Text></Tap>
        <Tap className="rail-entry" role="link" onTap={() => open('about')}><Icon name="info" /><Text>关于</Text></Tap>
        <View className="rail-who">
          <View className="strong">{me.name}</View>
          <View className="rail-post">{post}</View>
        </View>
      </View>
    </nav>
  )
}

function isAt(at: string | undefined, name: Entry['name'] | 'admin'): boolean {
  return at === name || at?.startsWith(`${name}/`) === true
}

function go(name: Entry['name'], register: Kind | undefined): void {
  switch (name) {
    case 'home':
    case 'board':
    case 'me':
      return openTab(name)
    case 'register':
      return leave('records', register === undefined ? {} : { kind: register })
    case 'reports':
      return leave('reports')
  }
}
