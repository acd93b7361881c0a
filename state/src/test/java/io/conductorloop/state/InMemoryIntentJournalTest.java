package io.conductorloop.state;

class InMemoryIntentJournalTest extends IntentJournalContract {
    @Override
    protected IntentJournal emptyJournal() {
        return new InMemoryIntentJournal();
    }
}
