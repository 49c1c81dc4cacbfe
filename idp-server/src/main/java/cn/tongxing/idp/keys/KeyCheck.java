package cn.tongxing.idp.keys;

import java.util.List;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Whether the keys can be opened, as far as settings and files say it before anything starts. Found
 * by {@code SpringFactoriesLoader}.
 */
@FunctionalInterface
public interface KeyCheck {

  /**
   * Reads what is configured, and the file that it names.
   *
   * @return one sentence for each problem; nothing of a key is in it
   */
  List<String> problems(ConfigurableEnvironment environment);
}
