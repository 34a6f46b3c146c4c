export default definePageConfig({ navigationBarTitleText: '合订一卷' })
