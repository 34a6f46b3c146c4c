import { Type } from 'typebox'

/** Requests of core/accountWire. */
const closed = { additionalProperties: false } as const
const Id = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' })
const Device = Type.Union([Type.String({ pattern: '^[A-Za-z0-9_.-]{1,64}$' }), Type.Null()])
const WechatCode = Type.String({ pattern: '^[A-Za-z0-9_-]{1,128}$' })
/** Ours, as they are read out or shown; spaces and strokes in them do not matter. */
const OneTimeCode = Type.String({ minLength: 1, maxLength: 64 })
const GivenLogin = Type.String({ minLength: 1, maxLength: 64 })
const Totp = Type.String({ pattern: '^[0-9]{6}$' })
const GivenPassword = Type.String({ minLength: 1, maxLength: 200 })

export const PasswordBody = Type.Object({
  login: GivenLogin, password: GivenPassword, totp: Type.Optional(Totp), device: Device,
  client: Type.Union([Type.Literal('h5'), Type.Literal('weapp')]),
}, closed)

export const WechatBody = Type.Object({ code: WechatCode, device: Device }, closed)

export const BindBody = Type.Object({ code: WechatCode, device: Device, binding: OneTimeCode }, closed)

export const PhoneCodeBody = Type.Object({ name: Type.String({ minLength: 1, maxLength: 64 }), code: Type.String({ minLength: 1, maxLength: 16 }), device: Device }, closed)

export const NewPasswordBody = Type.Object({ login: GivenLogin, ticket: OneTimeCode, password: GivenPassword }, closed)

export const OwnPasswordBody = Type.Object({ old: GivenPassword, totp: Type.Optional(Totp), password: GivenPassword }, closed)

/** weapp sends its token; H5 sends its cookie and an empty object. */
export const RefreshBody = Type.Object({ refresh: Type.Optional(Type.Union([Type.String({ maxLength: 100 }), Type.Null()])) }, closed)

/** A login somebody is to have: what can be typed, and told apart in a list. */
const NewLogin = Type.String({ pattern: '^[\\u4e00-\\u9fffA-Za-z0-9_.-]{2,32}$' })
/** Of people and places: letters of any kind, and what stands between them. */
const Name = Type.String({ pattern: '^[\\u3400-\\u9fffA-Za-z][\\u3400-\\u9fffA-Za-z0-9·•（）() .-]{0,39}$' })

const Founder = Type.Object({ name: Name, login: NewLogin }, closed)
export const BootstrapBody = Type.Object({ secret: OneTimeCode, county: Name, admin: Founder, security: Founder }, closed)

export const PersonParams = Type.Object({ person: Id }, closed)

const plainly = (act: 'binding' | 'unlock' | 'disable' | 'enable' | 'dropTotp' | 'signOut') => Type.Object({ act: Type.Literal(act) }, closed)
export const ActBody = Type.Union([
  plainly('binding'), plainly('unlock'), plainly('disable'), plainly('enable'), plainly('dropTotp'), plainly('signOut'),
  Type.Object({ act: Type.Literal('password'), login: NewLogin }, closed),
  Type.Object({ act: Type.Literal('unbind'), id: Id }, closed),
])
