package cn.tongxing.idp.platform.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.ToIntFunction;
import org.springframework.context.ApplicationContext;

/**
 * Who gave a command: where they read and type, and which server it works on. Used by the one
 * thread that carries the command out.
 */
interface Caller {

  /** Bound while a command is carried out. */
  ScopedValue<Caller> CURRENT = ScopedValue.newInstance();

  /** Who gave the command that this thread carries out; outside of one, whoever sits here. */
  static Caller current() {
    return CURRENT.isBound() ? CURRENT.get() : new OwnProcess();
  }

  PrintWriter out();

  PrintWriter err();

  /** Whether a person can be asked, and nothing is piped in. */
  boolean isTerminal();

  /**
   * The next line: for what does not belong on a command line, where others can read it.
   *
   * @param question shown on a terminal alone
   * @return blank at the end of input
   */
  String line(String question);

  /** The file that a path means where it was typed. */
  Path file(String typed);

  /** Has the work done on the server; gives its exit code. */
  int work(ToIntFunction<ApplicationContext> work);
}
