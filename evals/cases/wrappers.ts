/**
 * Ways in which people put a question into polite or chatty words. `{}` stands for the question. Written for this
 * project; answerability is measured with both answerable and unanswerable questions in them.
 */
const WRAPPERS_ZH: readonly string[] = [
  "您好，请教一个问题：{}麻烦您帮忙看一下，谢谢！",
  "老师好，打扰了，有个事想咨询一下，{}期待您的回复，祝工作顺利。",
  "在吗？我这边是新来的运维，还不太熟悉，想问下 {}辛苦各位了～",
  "不好意思又来麻烦你们了，领导催得比较急，{}如果方便的话请尽快回复一下，感谢感谢",
  "Hi 团队，我们这周在做上线前的检查，遇到一点疑问。{}有文档链接的话也请一并发我，多谢。",
  "我之前问过机器人没有得到答案，所以再来问问人工。{}要是不清楚的话帮我转给懂的同事，谢谢啦！",
  "请帮忙解答：{}（客户现场，比较着急，下午三点前要给答复）",
  "大家早上好呀，周一又来打卡了哈哈。{}先谢过各位大佬！",
  "尊敬的客服人员：您好！我司目前正在使用贵公司的产品，现有如下疑问，{}烦请予以答复为盼，此致敬礼。",
  "哎，折腾一上午了，实在没办法了才来问。{}求助求助，在线等。",
  "这个问题可能比较基础，别笑话我哈，{}谢谢！回复可以发我邮箱，或者直接在这里说也行。",
  "晚上好，值班的同学在吗？打扰休息了，{}不急的话明天上班回复我也可以的，谢谢。",
];

const WRAPPERS_EN: readonly string[] = [
  "Hello team, I hope you are doing well. {} Thanks in advance for your help!",
  "Hi there, sorry to bother you again. I'm new to this and my manager is asking. {} Any pointers would be great, cheers.",
  "Good morning! Quick question for you folks: {} Please let me know when you get a chance. Best regards",
  "Dear support, I searched the site for a while and could not find it, so I'm writing to you. {} Looking forward to your reply.",
  "Hey, this is kind of urgent for us, we have a call with the customer at 3pm. {} Appreciate it!",
  "I tried asking the bot first but had no luck. {} If you are not sure, please pass this to someone who knows. Thank you so much.",
];

/**
 * The question within a wrapper of its language, another one for each `index`; a question without an end mark gets one,
 * as in a message somebody typed.
 */
export function inPoliteWords(question: string, lang: "zh" | "en", index: number): string {
  const wrappers = lang === "zh" ? WRAPPERS_ZH : WRAPPERS_EN;
  const ended = /[\p{P}\s]$/u.test(question) ? question : `${question}${/\p{Script=Han}/u.test(question) ? "，" : "."}`;
  return wrappers[index % wrappers.length]!.replace("{}", () => ended);
}
