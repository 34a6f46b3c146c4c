export default definePageConfig({ navigationBarTitleText: '给群众的码' })
