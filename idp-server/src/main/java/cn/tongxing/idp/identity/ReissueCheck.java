package cn.tongxing.idp.identity;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import java.time.Instant;

/**
 * The carriers' check for numbers issued again (二次放号检测). A port: where none is configured, nothing
 * is known. Asked only after a right code to the phone. Implementations have a deadline of their
 * own, and answer {@link Answer#UNKNOWN} when the carriers are down or do not know; they log
 * neither number nor answer.
 */
@FunctionalInterface
public interface ReissueCheck {

  /** Where nobody can be asked. */
  ReissueCheck NONE = (phone, since) -> Answer.UNKNOWN;

  /** Whether the number has changed hands since a time. */
  Answer since(PhoneNumber phone, Instant since);

  /** What the carriers say. */
  enum Answer {
    SAME_HOLDER,
    CHANGED_HANDS,
    /** Says nothing: neither fresh nor ended by it. */
    UNKNOWN
  }
}
