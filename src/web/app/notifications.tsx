import { BellOutlined } from "@ant-design/icons";
import { Badge, Button, Popover } from "antd";
import { useState } from "react";
import { relativeTime } from "../ui/time.ts";
import { PHONE, useMatch } from "../ui/use-match.ts";
import { useResource } from "../ui/use-resource.ts";
import type { Notification } from "../wire.ts";
import { noticePlace } from "./notice-place.ts";
import { noticeText } from "./notice-text.ts";
import { usePreferences } from "./preferences.tsx";
import { navigate } from "./router.tsx";
import { useSession } from "./session.tsx";

const EVERY_MS = 15_000;
interface Notices {
  readonly notifications: readonly Notification[];
  readonly unread: number;
}

/** The bell: assignments, mentions and approvals that wait, each one click from its ticket. */
export function Notifications() {
  const { words, language } = usePreferences();
  const { client } = useSession();
  const [open, setOpen] = useState(false);
  const phone = useMatch(PHONE);
  const found = useResource<Notices>("notifications", () => client.json("/v1/notifications?limit=30"), EVERY_MS);
  const { notifications, unread } = found.value ?? { notifications: [], unread: 0 };
  const markRead = async (ids: readonly string[] | "all") => {
    found.set((before) => ({
      notifications: before.notifications.map((one) =>
        ids === "all" || ids.includes(one.id) ? { ...one, readAt: one.readAt ?? new Date().toISOString() } : one,
      ),
      unread: ids === "all" ? 0 : Math.max(0, before.unread - ids.length),
    }));
    await client.json("/v1/notifications/read", { method: "POST", body: { ids } }).catch(() => found.reload());
  };
  const go = (notice: Notification) => {
    setOpen(false);
    if (notice.readAt === null) void markRead([notice.id]);
    const place = noticePlace(notice);
    if (place !== undefined) navigate(place);
  };
  const list = (
    <div className="notices">
      <div className="notices-head">
        <strong>{words.app.notifications}</strong>
        <Button type="link" size="small" disabled={unread === 0} onClick={() => void markRead("all")}>
          {words.app.markRead}
        </Button>
      </div>
      {notifications.length === 0 && <p className="soft">{words.app.noNotifications}</p>}
      {notifications.map((notice) => (
        <button
          type="button"
          key={notice.id}
          className={notice.readAt === null ? "notice unread" : "notice"}
          onClick={() => go(notice)}
        >
          <span>{words.app.notice[notice.kind]}</span>
          <span className={notice.ticketId === null ? "notice-text whole" : "notice-text"}>
            {noticeText(notice, language)}
          </span>
          <time dateTime={notice.createdAt}>{relativeTime(notice.createdAt, language)}</time>
        </button>
      ))}
    </div>
  );
  return (
    <Popover
      content={list}
      trigger="click"
      placement={phone ? "topRight" : "rightBottom"}
      open={open}
      onOpenChange={setOpen}
    >
      <button type="button" className="rail-button" aria-label={`${words.app.notifications} ${unread}`}>
        <Badge count={unread} size="small">
          <BellOutlined aria-hidden />
        </Badge>
      </button>
    </Popover>
  );
}
