/** Surnames that hardly begin another word of an official text. */
export const CLEAR_SURNAMES: ReadonlySet<string> = new Set([
  ...'王李张刘陈杨赵黄吴徐孙胡朱郭何罗宋郑梁韩冯邓彭萧肖蔡潘袁董魏蒋沈吕苏卢丁薛姚谭廖邹熊陆郝崔邱秦顾侯邵孟钱汤尹黎贺赖龚樊兰殷陶翟颜倪俞鲁葛柴聂辛冀邢祁耿牟卜焦巩娄郎',
  ...'詹吕裴覃翁甄芦晁庞鞠佟刁岳栗仝郜闫阎靳窦苗寇禹臧蔺鄢訾亓逯',
  '欧阳', '司马', '上官', '诸葛', '夏侯', '皇甫', '尉迟', '公孙', '慕容', '司徒', '令狐', '东方', '南宫', '端木',
])

/** Surnames that are more often something else (高度, 任组长, 安全): believed only beside a word that is said of nobody but persons. */
export const DOUBTFUL_SURNAMES: ReadonlySet<string> = new Set([
  ...'马高林谢唐许曹曾程田方石任钟余叶夏严文武常白史万雷段易毛乔江齐安于康龙章关向路连施严尚洪柳华金宁梅凌卫单党席和申冉管伍艾温贾包左游季周范杜戴姜孔汪付傅霍全水',
])

/** What stands in titles, verbs and counts, and next to never in a given name. */
export const NEVER_IN_NAMES: ReadonlySet<string> = new Set([
  ...'的了是为和与及在对到等组任主副员级部门村乡镇县市省区所站局会议工作情况各每个名人次件起条份度重视认开展进行通过调解律治政府群众委支干问题年月日宣传活动某您我他她它们这那二四五六七八九十两其不无未已被',
  ...'把将让使从由因于并或者也都还再又能要须下内外前后里间处少较最更太很化态性感责制管理服安排落整改检查督导协助办案诉讼纠纷矛盾培训习讲课授听说写读布告岗位职款格边末季费险票证照档卷册表列号第届期批项目类型',
])

/** Everybody knows them. */
export const PUBLIC_NAMES: ReadonlySet<string> = new Set([
  '习近平', '毛泽东', '邓小平', '江泽民', '胡锦涛', '周恩来', '刘少奇', '朱德', '李克强', '李强', '赵乐际', '王沪宁', '雷锋', '焦裕禄', '孔繁森', '王进喜', '张桂梅', '黄文秀', '黄大年', '杨善洲', '史来贺', '吴金印', '马锡五',
])
