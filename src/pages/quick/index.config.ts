export default definePageConfig({ navigationBarTitleText: '记纠纷' })
