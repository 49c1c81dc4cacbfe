package cn.tongxing.idp.platform.connector;

import java.nio.ByteBuffer;

/**
 * Field lines as bytes, looked at once, in the order in which they come in: up to the empty line,
 * each ends in carriage return and line feed, and none goes on in the next.
 */
final class StrictLines {

  private int looked;
  private int line;
  private byte before;
  private boolean over;

  void recycle() {
    looked = 0;
    line = 0;
    before = 0;
    over = false;
  }

  /**
   * @param head all that has come in from the beginning, and perhaps what follows; its position,
   *     the first time, is where the fields begin
   * @throws IllegalArgumentException what has two readings
   */
  void look(ByteBuffer head) {
    int fields = looked == 0 ? head.position() : 0;
    for (; looked < head.limit() && !over; looked++) {
      byte next = head.get(looked);
      if (looked == line && line > 0 && (next == ' ' || next == '\t')) {
        throw new IllegalArgumentException("a header goes on in the next line");
      }
      if (next == '\n') {
        if (before != '\r') {
          throw new IllegalArgumentException("a line ends in a line feed alone");
        }
        over = looked == line + 1 && looked > fields;
        line = looked + 1;
      }
      before = next;
    }
  }
}
