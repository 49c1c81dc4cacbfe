package cn.tongxing.idp.session;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.function.Supplier;

/**
 * The sessions that a browser has at upstreams by having signed in here through them. They outlive
 * ours: whoever comes next at the same machine would be signed in by them with one press.
 */
public interface UpstreamSessions {

  /**
   * Whether the browser was sent to an upstream first, to end its session there; else nothing is
   * answered yet.
   *
   * @param ways that were gone in the session that has ended; asked for where it matters
   * @param target where it goes on from there
   */
  boolean goesThrough(Supplier<List<String>> ways, String target, HttpServletResponse response);
}
