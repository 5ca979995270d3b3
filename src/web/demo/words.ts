const zh = {
  title: "栎舟软件 · 帮助中心",
  brand: "栎舟软件",
  section: "帮助中心",
  otherLanguage: "English",
  headline: "有问题，先问一句",
  lead: "右下角的在线支持会依据产品文档回答，并附上出处；需要人工时，随时转给客服工程师。",
  visitor: "您正以磐衡 ERP 8.2 用户的身份访问，助手只依据适用于该版本的文档回答。",
  support: "栎舟在线支持",
  products: [
    {
      name: "磐衡 ERP",
      about: "财务、库存、采购、生产、成本，本地部署。",
      facts: "当前版本 9.0 · 支持至 2030 年 12 月",
    },
    { name: "汀客 CRM", about: "线索、商机、报价与审批，云端订阅。", facts: "每季发布 · 开放接口" },
    {
      name: "服务计划",
      about: "基础、优先与尊享，按合同约定响应时间。",
      facts: "电话 400-000-0316 · 工作日 08:00–20:00",
    },
  ],
  topicsTitle: "大家常问",
  // Each is answered from the sample documentation for the visitor's product and version.
  questions: ["ERP-FIN-2107 怎么处理？", "怎么用 Excel 导入凭证？", "怎么备份和恢复数据库？", "怎么反结账？"],
  footer: "栎舟软件是虚构的公司，本页用于演示 Threeline 三线。",
};

export type DemoWords = typeof zh;

const en: DemoWords = {
  title: "Oakskiff Software · Help centre",
  brand: "Oakskiff Software",
  section: "Help centre",
  otherLanguage: "中文",
  headline: "Just ask",
  lead: "The support chat at the bottom right answers from the product documentation and shows its sources. A person takes over whenever you want.",
  visitor: "You visit as a user of Panheng ERP 8.2; the assistant answers from what applies to it.",
  support: "Oakskiff support",
  products: [
    {
      name: "Panheng ERP",
      about: "Finance, inventory, procurement, production and cost, on your own servers.",
      facts: "Current version 9.0 · supported until December 2030",
    },
    {
      name: "Tingke CRM",
      about: "Leads, opportunities, quotes and approvals, as a service.",
      facts: "Released every quarter · open API",
    },
    {
      name: "Service plans",
      about: "Basic, priority and premium, with response times by contract.",
      facts: "Phone 400-000-0316 · working days 08:00–20:00",
    },
  ],
  topicsTitle: "Often asked",
  questions: [
    "What does ERP-FIN-2107 mean?",
    "The printed page is cut off",
    "How do I close the month with unaudited vouchers?",
    "How long are the response times for urgent faults?",
  ],
  footer: "Oakskiff Software is an invented company; this page demonstrates Threeline 三线.",
};

export const demoWords = (language: "zh" | "en"): DemoWords => (language === "zh" ? zh : en);
