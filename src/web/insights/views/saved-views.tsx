import { BookOutlined, DeleteOutlined } from "@ant-design/icons";
import { Button, Checkbox, Input, Popconfirm, Popover } from "antd";
import { type FormEvent, useState } from "react";
import { Link } from "../../app/router.tsx";
import { useSession } from "../../app/session.tsx";
import { Failure, Loading } from "../../ui/states.tsx";
import type { InsightsPage } from "../use-insights.ts";
import { useKept } from "../use-kept.ts";
import { useWatchWords } from "../watch-words.ts";
import type { SavedViews as Found } from "../wire.ts";
import { addressOf, questionOf } from "./saved-question.ts";
import "../watch.css";

/** Views that were kept, to open or take away, and a form that keeps the present one. */
export function SavedViews({ page }: { readonly page: InsightsPage }) {
  const own = useWatchWords();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      content={<Kept page={page} onDone={() => setOpen(false)} />}
      trigger="click"
      placement="bottomRight"
      open={open}
      onOpenChange={setOpen}
      destroyOnHidden
    >
      <Button size="small" icon={<BookOutlined aria-hidden />} aria-expanded={open}>
        {own.views}
      </Button>
    </Popover>
  );
}

function Kept({ page, onDone }: { readonly page: InsightsPage; readonly onDone: () => void }) {
  const { me } = useSession();
  const own = useWatchWords();
  const { value, error, reload, busy, add, remove } = useKept<Found>("/v1/voc/views");
  const [name, setName] = useState("");
  const [shared, setShared] = useState(false);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (await add({ name, shared, question: questionOf(page) })) setName("");
  };
  return (
    <div className="kept">
      {value === undefined && (error === undefined ? <Loading /> : <Failure error={error} onRetry={reload} />)}
      {value?.views.length === 0 && <p className="soft">{own.noViews}</p>}
      <ul>
        {value?.views.map((view) => (
          <li key={view.id}>
            <Link className="kept-name" to={addressOf(view.question)} onClick={onDone}>
              {view.name}
            </Link>
            {view.shared && <span className="soft">{own.shared}</span>}
            {view.ownerId === me.id && (
              <Popconfirm title={own.sureView} okText={own.remove} onConfirm={() => remove(view.id)}>
                <Button
                  type="text"
                  size="small"
                  icon={<DeleteOutlined aria-hidden />}
                  aria-label={own.removeNamed(view.name)}
                />
              </Popconfirm>
            )}
          </li>
        ))}
      </ul>
      <form onSubmit={(event) => void save(event)}>
        <Input
          aria-label={own.viewName}
          placeholder={own.viewName}
          value={name}
          maxLength={120}
          onChange={({ target }) => setName(target.value)}
        />
        <Checkbox checked={shared} onChange={({ target }) => setShared(target.checked)}>
          {own.share}
        </Checkbox>
        <Button type="primary" htmlType="submit" loading={busy} disabled={name.trim() === ""}>
          {own.save}
        </Button>
      </form>
      <p className="soft">{own.viewHint}</p>
    </div>
  );
}
