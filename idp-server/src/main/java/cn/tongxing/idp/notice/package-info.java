/**
 * What citizens are told of their account without having asked: one transactional outbox. Another
 * room says what happened in the transaction of its effect ({@link
 * cn.tongxing.idp.notice.Notices}); this one finds out where the person is told, writes a row, and
 * sends it after the commit. Today by text message, other channels join here. Owns the ways to the
 * SMS providers, which the codes of a sign-in take too. Why so: {@code docs/adr/0021-notices.md}.
 */
@ApplicationModule(allowedDependencies = {"kernel", "audit", "upkeep", "outbound", "keys"})
@NullMarked
package cn.tongxing.idp.notice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
