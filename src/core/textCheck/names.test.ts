import fc from 'fast-check'
import { FINDING_LEVELS } from './finding'
import { checkNames, namesIn } from './names'

const names = (text: string, known: readonly string[] = []): readonly string[] => namesIn(text, known).map(({ name }) => name)

test.each([
  ['全年学法四次，第三次由党委副书记周明远主讲，中层以上干部都到了。', ['周明远']],
  ['乡长孙立新、副乡长郭爱民分别包片。', ['孙立新', '郭爱民']],
  ['司法所所长陈静，带着调解员老办法新用。', ['陈静']],
  ['在邓国强同志带领下，村里的路修通了。', ['邓国强']],
  ['聘请律师冯涛为法律顾问。', ['冯涛']],
  ['村民赵小虎与邻居因滴水起了争执。', ['赵小虎']],
  ['（联系人：吴桂芳；电话略）', ['吴桂芳']],
  ['邀请县法院欧阳建华法官讲民法典。', ['欧阳建华']],
  ['专职调解员马春生同志被评为先进。', ['马春生']],
  ['由任长河授课，党员都参加。', ['任长河']],
  ['支部书记胡军带头清理。后来胡军又去了两次。', ['胡军']],
])('%s', (text, found) => {
  expect(names(text)).toEqual(found)
})

test.each([
  '深入学习习近平法治思想，像雷锋同志那样做事，学习焦裕禄同志。',
  '成立由乡党委书记任组长、乡长任副组长、各站所所长为成员的领导小组。',
  '党委书记高度重视，乡长常态化调度，副书记全程跟进，主任于每周一召开例会。',
  '聘任碧野律师事务所为常年法律顾问，律师解答咨询，法律顾问参与谈判。',
  '网格员马上到场，调解员耐心劝说，民警及时赶到，群众安全感明显提升。',
  '村民方便了，居民关心的事有人管，当事人于当日握手言和，老人安享晚年。',
  '个别同志认识不足，全体党员同志、女同志、老同志都要学。',
  '村民张某与李某某发生纠纷，当事人王某甲到场。',
  '在马楼村、赵庄镇、王家沟、柳湾乡、石桥街设点，网格员马楼村两名。',
  '书记、乡长、主任、所长、律师、民警、教师各一名。',
  '组织委员会讨论，村民委员会、人民调解委员会各司其职，居民代表大会通过。',
  '法律明白人培养、人大代表监督、志愿者服务、老师宣讲团进校，专家组会诊。',
  '支部书记带头讲，村长带队查，院长接访日，校长负总责，部长信箱，会计核算规范。',
  '群众路线走得实，干部作风严，群众白天忙，晚上学；律师费由乡里出。',
  '教师节期间走访，医生上门，志愿者季度培训，村医夏季巡诊，调解员齐心协力。',
])('nobody is named: %s', (text) => {
  expect(names(text)).toEqual([])
})

test('whom the county knows is found wherever he stands, and nobody by two characters', () => {
  expect(names('今年苗青青整理了卷宗，明月也来了，安宁也来了。', ['苗青青', '安宁'])).toEqual(['苗青青'])
})

test('a name is told once, as a remark, at its first mention', () => {
  const text = '书记胡军讲课。书记胡军又讲课。'
  expect(checkNames(text)).toEqual([{ kind: 'person-named', severity: 'remark', at: [2, 4], say: '文中有人名“胡军”，公开前请确认。', numbers: [] }])
  expect(FINDING_LEVELS['person-named']).toBe('remark')
})

test('any text is read, and every name stands where it is said to stand', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom('书记', '王', '任', '小明', '同志', '、', '，', '欧阳', '主讲', '村', '律师', '：', '1', '某')).map((all) => all.join('')), (text) => {
    for (const { name, from } of namesIn(text)) expect(text.slice(from, from + name.length)).toBe(name)
  }))
})
