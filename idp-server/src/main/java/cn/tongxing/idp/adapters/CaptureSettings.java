package cn.tongxing.idp.adapters;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bulkhead of captures on one node ({@code idp.captures.*}). Frames are held in memory alone, at
 * most 4 MiB of each capture that is handled or waits.
 *
 * @param workers how many captures are handled at once, 1 to 64
 * @param waiting how many may wait for a worker, 0 to 256; whoever comes then is asked to try again
 *     in a moment
 */
@ConfigurationProperties("idp.captures")
public record CaptureSettings(@DefaultValue("2") int workers, @DefaultValue("6") int waiting) {

  public CaptureSettings {
    if (workers < 1 || workers > 64) {
      throw new IllegalArgumentException("idp.captures.workers: 1 to 64");
    }
    if (waiting < 0 || waiting > 256) {
      throw new IllegalArgumentException("idp.captures.waiting: 0 to 256");
    }
  }
}
