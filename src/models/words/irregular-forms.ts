/** English words whose forms no rule of endings brings together, each with its forms. */
const FORMS = `be:am,is,are,was,were,been,being become:became begin:began,begun bind:bound break:broke,broken bring:brought build:built buy:bought
  catch:caught choose:chose,chosen come:came do:does,did,done draw:drew,drawn drive:drove,driven eat:ate,eaten
  fall:fell,fallen fight:fought find:found fly:flew,flown forget:forgot,forgotten freeze:froze,frozen get:got,gotten
  give:gave,given go:goes,went,gone grow:grew,grown hang:hung have:has,had hear:heard hide:hid,hidden hold:held keep:kept
  know:knew,known lead:led leave:left lend:lent lose:lost make:made mean:meant meet:met mistake:mistook,mistaken
  overwrite:overwrote,overwritten override:overrode,overridden pay:paid rebuild:rebuilt redo:redid,redone
  resend:resent rewrite:rewrote,rewritten run:ran say:said see:saw,seen seek:sought sell:sold send:sent
  show:shown sit:sat sleep:slept slide:slid speak:spoke,spoken spend:spent stand:stood steal:stole,stolen stick:stuck
  strike:struck take:took,taken teach:taught tell:told think:thought throw:threw,thrown understand:understood
  use:uses,used,using undo:undoes,undid,undone wake:woke,woken win:won withdraw:withdrew,withdrawn write:wrote,written analysis:analyses
  child:children criterion:criteria index:indices man:men matrix:matrices person:people vertex:vertices woman:women`;

const BASE = new Map(
  FORMS.split(/\s+/).flatMap((line) => {
    const [base, forms] = line.split(":");
    return forms!.split(",").map((form) => [form, base!] as const);
  }),
);

/** The word that an irregular form such as forgotten or indices belongs to; any other word, in lower case, as it is. */
export const baseForm = (word: string): string => BASE.get(word) ?? word;
