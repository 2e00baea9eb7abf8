package org.chatrec.embedding;

import java.io.Closeable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what is computed next. Texts of all calls meet here: a bounded number of workers on the
 * pool take one step after the other, a step being the tokens of some texts or one run of a model.
 * Nobody waits for a run to fill as long as a worker is free; while all are busy, runs fill by
 * themselves. So the load sets the size of the runs, and an idle service answers at once.
 *
 * <p>Questions come first, at every step. Some workers do nothing else: they are what keeps a
 * question from waiting for the end of a run of documents. After a number of questions in a row a
 * document has its turn, so that neither can starve the other.
 *
 * <p>A thread of its own is no processor of its own: while questions come, documents leave one
 * worker's place empty, so that a question does not share a processor with them.
 */
final class Dispatcher implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  /** Windows that are ready before more texts are tokenised: enough to find similar lengths. */
  private static final int LOOK_AHEAD = 1024;

  private static final int QUESTIONS_IN_A_ROW = 16;

  /** After a question, so long the next one is expected. */
  private static final long EXPECTED_NANOS = 20_000_000;

  private final int mostWorkers;
  private final int mostExpress;
  private final long waitNanos;
  private final Executor pool;
  private final LongSupplier nanoClock;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Runnable> urgent = new ArrayDeque<>();
  private final Deque<Runnable> preparations = new ArrayDeque<>();
  private final Deque<ModelQueue> models = new ArrayDeque<>();
  private int workers;
  private int express;
  private int atWork;
  private int documentsAtWork;
  private int questionsInARow;
  private boolean questionsCame;
  private long lastQuestion;
  private boolean madeRoom;
  private long busySince;
  private long busyNanos;
  private boolean closed;

  /**
   * @param fillsRoom whether a worker that had made room is to be called back
   */
  private record Step(Runnable work, boolean question, boolean fillsRoom) {
    static Step ofQuestion(Runnable work) {
      return new Step(work, true, false);
    }
  }

  /**
   * @param workers steps at once
   * @param pool where workers run; may refuse
   */
  Dispatcher(int workers, QueueOptions options, Executor pool, LongSupplier nanoClock) {
    this.mostWorkers = workers;
    this.mostExpress = options.queryRuns();
    this.waitNanos = options.maxWait().toNanos();
    this.pool = pool;
    this.nanoClock = nanoClock;
  }

  void register(ModelQueue model) {
    lock.lock();
    try {
      models.add(model);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Steps from outside. They are done in their order, questions before documents.
   *
   * @throws EmbeddingBusyException if the pool refuses and nobody is at work who would do them
   * @throws IllegalStateException after close
   */
  void submit(List<Runnable> steps, Purpose purpose) {
    Deque<Runnable> queue = purpose == Purpose.QUERY ? urgent : preparations;
    lock.lock();
    try {
      requireOpen();
      queue.addAll(steps);
      if (purpose == Purpose.QUERY) {
        questionCame();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    RejectedExecutionException refusal = call(steps.size(), purpose);
    if (refusal != null && giveUp(queue, steps)) {
      throw new EmbeddingBusyException(refusal);
    }
  }

  private boolean giveUp(Deque<Runnable> queue, List<Runnable> steps) {
    lock.lock();
    try {
      return workers + express == 0 && queue.removeAll(steps);
    } finally {
      lock.unlock();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the embedding service is closed");
    }
  }

  private void questionCame() {
    questionsCame = true;
    lastQuestion = nanoClock.getAsLong();
  }

  /** Windows from a step; the worker that did it goes on with one of them itself. */
  void add(ModelQueue model, Purpose purpose, List<Item> items) {
    int runs;
    lock.lock();
    try {
      requireOpen();
      WindowQueue queue = model.of(purpose);
      queue.add(items);
      runs = model.runs(queue);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    call(runs - 1, purpose);
  }

  /** Calls as many workers as there are steps and room. */
  private @Nullable RejectedExecutionException call(int steps, Purpose purpose) {
    for (int i = 0; i < steps; i++) {
      if (take(false)) {
        RejectedExecutionException refusal = start(false);
        if (refusal != null) {
          return refusal;
        }
      } else if (purpose == Purpose.QUERY && take(true)) {
        return start(true);
      } else {
        return null;
      }
    }
    return null;
  }

  private boolean take(boolean forQuestions) {
    lock.lock();
    try {
      if (forQuestions && express < mostExpress) {
        express++;
        return true;
      }
      if (!forQuestions && workers < mostWorkers) {
        workers++;
        return true;
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable RejectedExecutionException start(boolean forQuestions) {
    try {
      pool.execute(() -> work(forQuestions));
      return null;
    } catch (RejectedExecutionException e) {
      lock.lock();
      try {
        leave(forQuestions);
      } finally {
        lock.unlock();
      }
      return e;
    }
  }

  private void leave(boolean forQuestions) {
    if (forQuestions) {
      express--;
    } else {
      workers--;
    }
  }

  private void work(boolean forQuestions) {
    for (Step step = begin(forQuestions); step != null; step = begin(forQuestions)) {
      if (step.fillsRoom()) {
        call(1, Purpose.DOCUMENT);
      }
      try {
        step.work().run();
      } catch (RuntimeException | Error e) {
        // steps tell their callers what went wrong; what arrives here is a caller's own
        // continuation
        LOG.error("a step of embedding, or what follows it, failed", e);
      } finally {
        end(step);
      }
    }
  }

  /** The next step; without one, the worker has left. */
  private @Nullable Step begin(boolean forQuestions) {
    lock.lock();
    try {
      Step step = closed ? null : next(forQuestions);
      while (step == null && !closed && !forQuestions && toWait() > 0) {
        changed.awaitNanos(toWait());
        step = closed ? null : next(false);
      }
      if (step == null) {
        leave(forQuestions);
      } else {
        documentsAtWork += step.question() ? 0 : 1;
        if (atWork++ == 0) {
          busySince = nanoClock.getAsLong();
        }
      }
      return step;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      leave(forQuestions);
      return null;
    } finally {
      lock.unlock();
    }
  }

  private void end(Step step) {
    lock.lock();
    try {
      if (step.question()) {
        questionCame();
      } else {
        documentsAtWork--;
      }
      if (--atWork == 0) {
        busyNanos += nanoClock.getAsLong() - busySince;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Step next(boolean forQuestions) {
    if (forQuestions || questionsInARow < QUESTIONS_IN_A_ROW) {
      Runnable question = question();
      if (question != null || forQuestions) {
        questionsInARow += question == null ? 0 : 1;
        return question == null ? null : Step.ofQuestion(question);
      }
    }
    questionsInARow = 0;
    if (documentsMakeRoom()) {
      madeRoom = true;
    } else {
      Runnable document = document();
      if (document != null) {
        return ofDocument(document);
      }
    }
    Runnable question = question();
    return question == null ? null : Step.ofQuestion(question);
  }

  /** Whoever is left at work on documents sees to it that the room is filled again. */
  private Step ofDocument(Runnable document) {
    boolean fillsRoom = madeRoom && !questionsAreExpected();
    madeRoom &= !fillsRoom;
    return new Step(document, false, fillsRoom);
  }

  private boolean documentsMakeRoom() {
    return documentsAtWork >= Math.max(1, mostWorkers - 1) && questionsAreExpected();
  }

  private boolean questionsAreExpected() {
    return questionsCame && nanoClock.getAsLong() - lastQuestion < EXPECTED_NANOS;
  }

  private @Nullable Runnable question() {
    if (!urgent.isEmpty()) {
      return urgent.removeFirst();
    }
    for (ModelQueue model : models) {
      if (model.canRun(model.questions)) {
        return run(model, model.questions);
      }
    }
    return null;
  }

  private @Nullable Runnable document() {
    int ready = models.stream().mapToInt(model -> model.documents.size()).sum();
    if (!preparations.isEmpty() && ready < LOOK_AHEAD) {
      return preparations.removeFirst();
    }
    for (int i = 0; i < models.size(); i++) {
      // models take turns
      ModelQueue model = models.removeFirst();
      models.addLast(model);
      if (model.canRun(model.documents) && toWait(model) <= 0) {
        return run(model, model.documents);
      }
    }
    return null;
  }

  private Runnable run(ModelQueue model, WindowQueue queue) {
    List<Item> batch = model.begin(queue);
    return () -> {
      try {
        model.run(batch);
      } finally {
        lock.lock();
        try {
          model.end();
        } finally {
          lock.unlock();
        }
      }
    };
  }

  /** How long a run that is not full still waits for more; not above 0 if none does. */
  private long toWait() {
    return models.stream()
        .filter(model -> model.canRun(model.documents))
        .mapToLong(this::toWait)
        .min()
        .orElse(0);
  }

  private long toWait(ModelQueue model) {
    Item oldest = model.documents.oldest();
    if (waitNanos == 0 || oldest == null || model.fillsARun()) {
      return 0;
    }
    return waitNanos - (nanoClock.getAsLong() - oldest.arrived());
  }

  /** Time during which at least one step was under way. */
  long busyNanos() {
    lock.lock();
    try {
      return busyNanos + (atWork == 0 ? 0 : nanoClock.getAsLong() - busySince);
    } finally {
      lock.unlock();
    }
  }

  /** Drops what waits, and returns when no step is under way any more. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      urgent.clear();
      preparations.clear();
      models.forEach(
          model -> {
            model.questions.clear();
            model.documents.clear();
          });
      changed.signalAll();
      while (atWork > 0) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }
}
