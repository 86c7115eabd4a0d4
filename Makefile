PYTHON ?= python3
PORT ?= 8000
export PORT

help:  ## list these commands
	@sed -n 's/^\([a-z-]*\):.*## /make \1\t/p' Makefile | expand -t 18

run:  ## run the site on this machine, at http://localhost:8000 (PORT=8001 chooses another port)
	@exec $(PYTHON) deploy/bootstrap.py run

test:  ## run the linters and the whole test suite (ARGS="-k name" chooses tests)
	@exec $(PYTHON) deploy/bootstrap.py test $(ARGS)

audit:  ## ask Lighthouse about the main pages, and weigh the articles (takes some minutes)
	@exec $(PYTHON) deploy/bootstrap.py audit

faults:  ## kill the site's processes while forms are sent, and count what is lost (ARGS=500 chooses how often)
	@exec $(PYTHON) deploy/bootstrap.py faults $(ARGS)

test-next:  ## run the suite on the next Django and Python
	@exec $(PYTHON) deploy/bootstrap.py test-next $(ARGS)

LOCK = uv pip compile -q --universal --generate-hashes --no-header pyproject.toml

lock:  ## pin the dependencies named in pyproject.toml anew (needs uv)
	$(LOCK) --python-version 3.11 -o requirements.txt
	$(LOCK) --python-version 3.11 --extra local -c requirements.txt -o requirements-local.txt
	$(LOCK) --python-version 3.11 --extra local --extra test -c requirements-local.txt -o requirements-test.txt
	$(LOCK) --python-version 3.13 --extra local --extra test --override deploy/next.txt -o requirements-next.txt

clean:  ## remove what can be made again (the data in var/ stay)
	rm -rf .venv .venv-next var/static

.PHONY: help run test audit faults test-next lock clean
